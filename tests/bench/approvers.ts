import { MIRA } from '../../sandbox/people.ts'
import { peopleLike } from '../support/people-like.ts'

/** A desk takes 20 calls a second from one person, so its throughput is that of many people. The sandbox itself knows three. */
export const approvers = peopleLike(MIRA, 80)
