/** Why a file cannot become rows, in words for the person. Nothing has been uploaded when it is thrown. */
export class UnreadableTable extends Error {
  readonly title: string

  constructor(title: string, advice: string) {
    super(advice)
    this.name = 'UnreadableTable'
    this.title = title
  }
}
