import { z } from 'zod'
import { optionsFromEnvironment, type SandboxOptions } from './options.ts'
import { startSandbox } from './server.ts'

const running = await startSandbox(readOptions())
console.log(`Concur sandbox on ${running.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void running.close().then(() => process.exit(0))
  })
}

function readOptions(): SandboxOptions {
  try {
    return optionsFromEnvironment(process.env)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    for (const { path, message } of error.issues) console.error(`${path.join('.')}: ${message}`)
    process.exit(1)
  }
}
