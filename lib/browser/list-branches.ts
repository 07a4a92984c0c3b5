/** Where the items of lists are kept in the cache, by list and parent: a job that writes to a list puts them in doubt. */
export const listBranches = ['lists', 'branch'] as const
