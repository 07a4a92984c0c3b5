import type { ConcurList } from '../lists/entities.ts'
import { ListItems, type SeedItem } from '../lists/list-items.ts'
import { seedCostObjects } from './cost-objects.ts'
import { DEPARTMENTS } from './departments.ts'
import { seedLocations } from './locations.ts'
import { seedProjects } from './projects.ts'
import { randomFor } from './random.ts'
import { SPARE_PARTS } from './spare-parts.ts'
import { seedVendors } from './vendors.ts'

/** The company's lists, one level to four, none to 10,000 items. */
export function seedLists(seed: number): ConcurList[] {
  const list = (
    name: string,
    levels: number,
    batchPath: ConcurList['batchPath'],
    items: () => readonly SeedItem[],
    isVendor = false,
  ): ConcurList => ({
    // The page's ids hold `$` and `!`, and no `%`.
    id: randomFor(seed, 'list', name).key().replaceAll('%', '!'),
    name,
    levels,
    batchPath,
    isVendor,
    items: new ListItems(items),
  })
  return [
    list('Cost objects', 4, 'list', seedCostObjects),
    list('Departments', 1, 'list', () => DEPARTMENTS),
    list('Event codes', 1, 'direct', () => []),
    list('Locations', 3, 'direct', seedLocations),
    list('Projects', 2, 'direct', () => seedProjects(randomFor(seed, 'projects'))),
    list('Spare parts', 1, 'list', () => SPARE_PARTS),
    list('Vendors', 1, 'direct', () => seedVendors(randomFor(seed, 'vendors')), true),
  ]
}
