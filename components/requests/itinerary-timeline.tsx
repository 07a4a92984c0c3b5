import {
  BedDouble,
  CalendarDays,
  Car,
  CarTaxiFront,
  CircleParking,
  type LucideIcon,
  MapPin,
  Plane,
  TrainFront,
  TriangleAlert,
  Utensils,
} from 'lucide-react'
import type { Segment, TravelRequest } from '#lib/contracts/requests.ts'
import { fieldText, hasValue } from './allocation-summary.ts'
import { FoldedFacts } from './fact-list.tsx'
import { itinerary, segmentCodes, segmentSentence, segmentTitle } from './itinerary.ts'
import { AmountText, DayText, ForeignText, InstantText, isForeign } from './raw-text.tsx'
import { CommentList } from './request-comments.tsx'
import { Section } from './section.tsx'

const icons: Record<Segment['kind'], LucideIcon> = {
  air: Plane,
  rail: TrainFront,
  hotel: BedDouble,
  car: Car,
  limo: Car,
  taxi: CarTaxiFront,
  parking: CircleParking,
  dining: Utensils,
  event: CalendarDays,
  other: MapPin,
}

export function ItineraryTimeline({ request }: { request: TravelRequest }) {
  const segments = itinerary(request)
  if (segments.length === 0) return null
  return (
    <Section title="Itinerary">
      <ol>
        {segments.map((segment, index) => (
          <SegmentItem
            // biome-ignore lint/suspicious/noArrayIndexKey: Concur leaves keys of segments empty at times
            key={`${segment.segmentKey} ${index}`}
            segment={segment}
            last={index === segments.length - 1}
          />
        ))}
      </ol>
    </Section>
  )
}

function SegmentItem({ segment, last }: { segment: Segment; last: boolean }) {
  const Icon = icons[segment.kind]
  const codes = segmentCodes(segment)
  return (
    <li className="grid grid-cols-[92px_20px_1fr_auto] gap-x-3 pb-4 last:pb-0 max-desk:grid-cols-[82px_20px_1fr]">
      <Departure segment={segment} />
      <span className="relative flex justify-center">
        {last ? null : <span aria-hidden="true" className="absolute top-6 -bottom-3.5 w-px bg-line-strong" />}
        <Icon aria-label={segment.type || undefined} className="mt-0.5 text-accent" />
      </span>
      <div className="min-w-0">
        <p className="font-strong">
          {segmentTitle(segment)}
          {codes ? <span className="ml-2 font-mono text-small font-normal text-ink-3">{codes}</span> : null}
        </p>
        <SegmentMore segment={segment} />
        {segment.exceptions.length > 0 ? <Exceptions segment={segment} /> : null}
      </div>
      <div className="text-right max-desk:col-start-3 max-desk:text-left">
        <AmountText amount={segment.posted} />
        {isForeign(segment.foreign, segment.posted, segment.exchangeRate) ? (
          <div className="text-ink-2">
            <ForeignText foreign={segment.foreign} rate={segment.exchangeRate} />
          </div>
        ) : null}
      </div>
    </li>
  )
}

function Departure({ segment: { departure } }: { segment: Segment }) {
  return (
    <div className="text-right text-ink-2 tabular-nums">
      {departure.date ? <DayText day={departure.date} style="weekday" /> : <span>no date</span>}
      <div title={departure.time?.raw}>{departure.time?.iso}</div>
    </div>
  )
}

function Exceptions({ segment: { exceptions } }: { segment: Segment }) {
  const blocks = exceptions.some(({ blocking }) => blocking)
  return (
    <p className={blocks ? 'flex items-center gap-1.5 text-bad' : 'flex items-center gap-1.5 text-warn'}>
      <TriangleAlert aria-hidden="true" className="size-3.5!" />
      <span className="font-mono text-small">{exceptions.map(({ code }) => code).join(', ')}</span>
    </p>
  )
}

function SegmentMore({ segment }: { segment: Segment }) {
  return (
    <FoldedFacts
      label={segmentSentence(segment) || segment.type}
      facts={[
        ['From', place(segment.from)],
        ['To', place(segment.to)],
        ['Booked by', segment.agencyBooked ? 'the agency' : segment.selfBooked ? 'the traveler' : null],
        ['Record locator', segment.recordLocator],
        ['Trip locator', segment.tripLocator],
        ['Segment locator', segment.segmentLocator],
        ['Type in Concur', segment.type],
        ['Approved', segment.approved ? <AmountText key="approved" amount={segment.approved} /> : null],
        ['Remaining', segment.remaining ? <AmountText key="remaining" amount={segment.remaining} /> : null],
        ['Exchange rate', segment.exchangeRate],
        ['Modified', segment.lastModifiedAt ? <InstantText key="at" at={segment.lastModifiedAt} /> : null],
        ...segment.customFields
          .filter(hasValue)
          .map((field): [string, string] => [`Custom ${field.number}`, fieldText(field)]),
      ]}
    >
      {segment.comments.length > 0 ? <CommentList comments={segment.comments} /> : null}
    </FoldedFacts>
  )
}

function place({ name, detail }: Segment['from']): string {
  return [name, detail === name ? '' : detail].filter(Boolean).join(', ')
}
