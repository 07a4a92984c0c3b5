/**
 * One writer at a time for each exception in this process: whoever wants the same as the one before hears its answer, anything
 * else waits for it. Two processes may both send: adding and clearing twice are once to Concur (README.md).
 */
export function createTurns<T>(): (key: string, what: string, write: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, { what: string; answer: Promise<T> }>()
  return (key, what, write) => {
    const before = underWay.get(key)
    if (before?.what === what) return before.answer
    const answer = afterwards(before?.answer, write).finally(() => {
      if (underWay.get(key)?.answer === answer) underWay.delete(key)
    })
    underWay.set(key, { what, answer })
    return answer
  }
}

async function afterwards<T>(before: Promise<T> | undefined, write: () => Promise<T>): Promise<T> {
  await before?.catch(() => {})
  return write()
}
