import type { ListItem } from './entities.ts'

export type SeedItem = { name: string; codes: readonly string[]; deactivated?: boolean }

/** The items of one list as a tree by level codes. It is planted at the first look: most tests never open a list. */
export class ListItems {
  readonly #seed: () => readonly SeedItem[]
  #root: ListItem | undefined

  constructor(seed: () => readonly SeedItem[]) {
    this.#seed = seed
  }

  /** The item, whether or not it is deactivated. No codes at all stand for the list itself. */
  find(codes: readonly string[]): ListItem | undefined {
    let item: ListItem | undefined = this.#planted()
    for (const code of codes) item = item?.below.get(code)
    return item
  }

  /** Replaces nothing: look first. Answers false where there is no parent. */
  add(item: ListItem): boolean {
    const parent = this.find(item.codes.slice(0, -1))
    if (!parent) return false
    parent.below.set(item.codes.at(-1) ?? '', item)
    return true
  }

  /** Every item, parents first, with the deactivated ones. */
  *all(below: ListItem = this.#planted()): Generator<ListItem> {
    for (const item of below.below.values()) {
      yield item
      yield* this.all(item)
    }
  }

  #planted(): ListItem {
    if (this.#root) return this.#root
    this.#root = listItem({ name: '', codes: [] })
    for (const item of this.#seed()) {
      if (!this.add(listItem(item))) throw new Error(`${item.codes.join('/')} has no parent.`)
    }
    return this.#root
  }
}

export const listItem = ({ name, codes, deactivated = false }: SeedItem): ListItem => ({
  name,
  codes,
  startDate: undefined,
  endDate: undefined,
  deactivated,
  below: new Map(),
})
