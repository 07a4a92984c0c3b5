/** What the BFF takes: beyond it nothing is read, so that nobody uploads in vain. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024
export const MAX_ROWS = 200_000
export const MAX_COLUMNS = 50
export const MAX_CELL_CHARACTERS = 2000
