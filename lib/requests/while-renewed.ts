/** Who posts renews the lease long before: past it, the process that held it is gone. */
export const LEASE_MS = 20_000
const RENEW_MS = 5_000

/** Renews a lease while the work goes on. One that cannot be renewed runs out: then whoever comes next sends nothing in its place. */
export async function whileRenewed<T>(renew: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const renewal = setInterval(() => void renew().catch(() => {}), RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
  }
}
