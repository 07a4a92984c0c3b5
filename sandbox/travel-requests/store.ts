import { type Random, randomFor } from '../seed/random.ts'
import { requestId, seedTravelRequests } from '../seed/travel-requests.ts'
import { currentStep, type TravelRequest } from './entities.ts'

/** Requests in memory. Every change goes through `changed`, which keeps order, steps and cached rows right. */
export class TravelRequestStore {
  #byKey = new Map<string, TravelRequest>()
  #byStep = new Map<string, TravelRequest>()
  #newestFirst: TravelRequest[] = []
  #sorted = false
  #random: Random = randomFor(0)
  #created = 0
  readonly #rows = new WeakMap<TravelRequest, string>()

  reset(seed: number, pendingForApprover: number, today: number): void {
    this.#newestFirst = seedTravelRequests(seed, pendingForApprover, today)
    this.#byKey = new Map(this.#newestFirst.map((request) => [request.key, request]))
    this.#byStep = new Map()
    for (const request of this.#newestFirst) this.#remember(request)
    this.#random = randomFor(seed, 'later')
    this.#created = 0
    this.#sorted = false
  }

  find(key: string): TravelRequest | undefined {
    return this.#byKey.get(key)
  }

  findById(id: string): TravelRequest | undefined {
    return this.#newestFirst.find((request) => request.id === id)
  }

  /** The request that a step belongs to, whether or not that step is still the current one. */
  findByStep(stepId: string): TravelRequest | undefined {
    return this.#byStep.get(stepId)
  }

  newestFirst(): readonly TravelRequest[] {
    if (!this.#sorted) this.#newestFirst.sort((one, other) => other.modifiedAt - one.modifiedAt)
    this.#sorted = true
    return this.#newestFirst
  }

  newKey(): string {
    return this.#random.key()
  }

  newId(): string {
    this.#created += 1
    return requestId(500_000 + this.#created)
  }

  add(request: TravelRequest): void {
    this.#byKey.set(request.key, request)
    this.#newestFirst.push(request)
    this.#sorted = false
    this.#remember(request)
  }

  changed(request: TravelRequest, at: number): void {
    // Answers carry whole seconds; two changes within one still have to differ.
    request.modifiedAt = Math.max(at, request.modifiedAt + 1000)
    this.#rows.delete(request)
    this.#sorted = false
    this.#remember(request)
  }

  /** A row's XML, written once until the request changes: 1000 rows then cost one join. */
  row(request: TravelRequest, write: (request: TravelRequest) => string): string {
    const known = this.#rows.get(request)
    if (known !== undefined) return known
    const written = write(request)
    this.#rows.set(request, written)
    return written
  }

  #remember(request: TravelRequest): void {
    const stepId = currentStep(request)?.stepId
    if (stepId !== undefined) this.#byStep.set(stepId, request)
  }
}
