import { afterAll, beforeAll } from 'vitest'
import { type AttackedDesk, openAttackedDesk } from './attacked-desk.ts'
import { attackBodies } from './bodies.ts'
import { attackByNumbers } from './floods.ts'
import { attackFramework } from './framework.ts'
import { attackHeaders } from './headers.ts'
import { attackHosts } from './hosts.ts'
import { attackIds } from './ids.ts'
import { attackLog } from './log.ts'
import { attackRedirects } from './redirects.ts'
import { attackSignIn } from './sign-in.ts'

/** One built desk for all of it, so that the log of everything can be read at the end. */
let opened: AttackedDesk
const desk = () => opened

beforeAll(async () => {
  opened = await openAttackedDesk()
})
afterAll(() => opened.close())

attackHosts(desk)
attackBodies(desk)
attackHeaders(desk)
attackFramework(desk)
attackIds(desk)
attackSignIn(desk)
attackRedirects(desk)
attackByNumbers(desk)
attackLog(desk)
