import PQueue from 'p-queue'

/** Waits for its turn among all lanes, then runs the task. */
type Lane = <T>(task: () => Promise<T>) => Promise<T>

/**
 * One queue whose lanes take turns: the tenth task of a lane waits for nine of every other, however many those have.
 * A lane that opens late begins at the turn that the others have reached, so it neither waits for all of them nor holds them up.
 */
export function createFairQueue(concurrency: number): { lane(): Lane } {
  const queue = new PQueue({ concurrency })
  let reached = 0
  return {
    lane() {
      let next = reached
      return (task) => {
        const turn = next++
        const run = () => {
          reached = Math.max(reached, turn)
          return task()
        }
        return queue.add(run, { priority: -turn })
      }
    },
  }
}
