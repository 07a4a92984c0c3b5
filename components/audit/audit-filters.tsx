'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { DateField } from '#components/ui/date-field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { AuditFilter } from '#lib/contracts/audit.ts'
import { auditPhases, auditVerbs } from '#lib/contracts/vocabulary.ts'
import type { FilterTexts } from './audit-url-state.ts'
import { phaseWords, verbWords } from './audit-words.ts'

interface AuditFiltersProps {
  filter: AuditFilter
  /** Only administrators see others, so only they choose a person. */
  everybody: boolean
  /** What changes; an empty text takes a filter away. */
  onChange: (change: FilterTexts) => void
  onClear: () => void
}

const verbOptions = [
  { value: '', label: 'Every act' },
  ...auditVerbs.map((verb) => ({ value: verb, label: verbWords[verb] })),
]
const phaseOptions = [
  { value: '', label: 'Every outcome' },
  ...auditPhases.map((phase) => ({ value: phase, label: phaseWords[phase].label })),
]

export function AuditFilters({ filter, everybody, onChange, onClear }: AuditFiltersProps) {
  const [shown, setShown] = useState(false)
  const used = Object.values(filter).filter(Boolean).length
  return (
    <div className="flex-none border-b border-line px-3.5 py-2.5">
      <Button
        aria-expanded={shown}
        aria-controls="audit-filters"
        onClick={() => setShown(!shown)}
        className="w-full desk:hidden!"
      >
        <SlidersHorizontal aria-hidden="true" />
        {used > 0 ? `Filters (${used})` : 'Filters'}
      </Button>
      <search
        id="audit-filters"
        aria-label="Filters"
        className={classes(
          'grid-cols-2 items-end gap-2 max-desk:mt-3 desk:flex desk:flex-wrap',
          shown ? 'grid' : 'hidden',
        )}
      >
        {everybody || filter.person ? (
          <TextFilter
            label="Person"
            placeholder="Name or login"
            value={filter.person ?? ''}
            onChange={(person) => onChange({ person })}
          />
        ) : null}
        <TextFilter
          label="On what"
          placeholder="Request name or key"
          value={filter.object ?? ''}
          onChange={(object) => onChange({ object })}
        />
        <Select
          label="Act"
          className="desk:w-40"
          options={verbOptions}
          value={filter.verb ?? ''}
          onValueChange={(verb) => onChange({ verb })}
        />
        <Select
          label="Outcome"
          className="desk:w-36"
          options={phaseOptions}
          value={filter.phase ?? ''}
          onValueChange={(phase) => onChange({ phase })}
        />
        <DateField
          label="From"
          className="desk:w-36"
          value={filter.from ?? ''}
          max={filter.to}
          onChange={(event) => onChange({ from: event.target.value })}
        />
        <DateField
          label="To"
          className="desk:w-36"
          value={filter.to ?? ''}
          min={filter.from}
          onChange={(event) => onChange({ to: event.target.value })}
        />
        {used > 0 ? (
          <Button variant="quiet" onClick={onClear}>
            Clear filters
          </Button>
        ) : null}
      </search>
    </div>
  )
}

const TYPING_PAUSE = 300

interface TextFilterProps {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}

/** Asks once the person pauses, not with every letter. */
function TextFilter({ label, placeholder, value, onChange }: TextFilterProps) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    setText(value)
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <TextField
      label={label}
      placeholder={placeholder}
      className="desk:w-44"
      value={text}
      onChange={(event) => {
        const wanted = event.target.value
        setText(wanted)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => onChange(wanted.trim()), TYPING_PAUSE)
      }}
    />
  )
}
