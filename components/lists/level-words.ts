export function levelWords(levels: number): string {
  return levels === 1 ? '1 level' : `${levels} levels`
}
