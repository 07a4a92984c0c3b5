import type { RowOutcome } from '#lib/contracts/jobs.ts'

export interface RowEnd {
  outcome: Exclude<RowOutcome, 'pending'>
  code?: string
  message: string
  advice?: string
  /** The row's item with what was learnt about it, such as a name. */
  item?: Record<string, unknown>
}

export interface PendingRow {
  row: number
  item: unknown
  /** Set where this row was on its way to Concur when its process went away. */
  startedAt: Date | null
}

/** One step of a job in the hands of its kind. Whatever is stored through it is refused once another process has taken the job over. */
export interface StepRun<Context> {
  context: Context
  jobId: string
  title: string
  input: unknown
  index: number
  operation: string | null
  /** Set where the step was with Concur before and did not end: find out what became of its rows. */
  sentAt: Date | null
  /** The rows without an end, by row. */
  pending(): Promise<PendingRow[]>
  /** Before a step goes out as one. @throws JobStopped */
  markSent(): Promise<void>
  /** It turned out that the step surely never arrived. */
  markUnsent(): Promise<void>
  /** Stores how rows ended; a row that has its end keeps it. */
  end(ends: (RowEnd & { row: number })[]): Promise<void>
  /**
   * Sends pending rows one by one, in turn with those of other jobs, and stores each end as it comes. A row that throws
   * `PauseJob` was surely not sent by this process. @throws JobStopped, PauseJob
   */
  eachRow(send: (row: PendingRow) => Promise<RowEnd>): Promise<void>
  /**
   * The same for rows that are only read. Reading twice does no harm, so they are not marked before; ends that come together
   * are stored together, after `keep` has stored what was read of these rows. @throws JobStopped, PauseJob
   */
  readRows(read: (row: PendingRow) => Promise<RowEnd>, keep: (rows: number[]) => Promise<void>): Promise<void>
}

export interface EndedJob {
  jobId: string
  kind: string
  title: string
  input: unknown
}

export interface FileColumns {
  head: string[]
  cells(item: unknown): string[]
}

/** What a kind of job does. */
export interface JobKind<Context> {
  kind: string
  /** Jobs of this kind that a process runs at the same time. */
  jobsAtOnce: number
  /** Rows that a process has with Concur at the same time through `eachRow`, of all jobs together. */
  rowsAtOnce: number
  /** Ends the step's rows. It throws what stops or pauses the whole job: see `after-failure.ts`. */
  runStep(run: StepRun<Context>): Promise<void>
  /** How a row ends that broke on an error of our own. */
  adviceWhenUnknown: string
  /** A row's item as columns of a file. */
  columns(input: unknown): FileColumns
  /** Starts a job that tries again what did not end as done; null where there is nothing to try. */
  retry?(context: Context, job: EndedJob): Promise<string | null>
}

/** The job pauses: a step that was sent is settled when it goes on. */
export class PauseJob extends Error {
  override readonly name = 'PauseJob'
  readonly until: Date
  readonly reason: string

  constructor(until: Date, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.until = until
    this.reason = reason
  }
}

/** The job ends here: what was not sent stays so. */
export class StopJob extends Error {
  override readonly name = 'StopJob'
  readonly code: string
  readonly reason: string

  constructor(code: string, reason: string) {
    super(reason)
    this.code = code
    this.reason = reason
  }
}

/** Somebody stopped the job, or Clearance is being stopped: nothing more is sent. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped'
}

/** Another process has the job. */
export class JobTaken extends Error {
  override readonly name = 'JobTaken'
}
