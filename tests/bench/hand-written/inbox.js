// The inbox as somebody would write it who needs this one page and no framework: the same columns, sorted, searched, virtualised.
const ROW = 36
const OVERSCAN = 6
const DAY = 86_400_000

const grid = document.querySelector('[role=grid]')
const rowgroup = document.querySelector('#rows')
const search = document.querySelector('input[type=search]')

const words = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
const days = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
const figures = new Map()

let requests = []
let shown = []
let sort = { column: 'waits', direction: -1 }
let now = Date.now()

const iso = (value) => value?.iso ?? ''
const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const comparisons = {
  request: (a, b) => words.compare(a.name, b.name),
  travel: (a, b) => text(iso(a.startDate), iso(b.startDate)) || text(iso(a.endDate), iso(b.endDate)),
  total: (a, b) => text(a.total?.currency ?? '', b.total?.currency ?? '') || a.total?.value - b.total?.value,
  waits: (a, b) => text(iso(b.createdAt), iso(a.createdAt)),
}

function arrange() {
  const wanted = plain(search.value).split(/\s+/).filter(Boolean)
  const compare = comparisons[sort.column]
  shown = requests
    .filter((request) => wanted.every((word) => searchText(request).includes(word)))
    .sort((a, b) => sort.direction * compare(a, b) || words.compare(a.requestId, b.requestId))
  grid.setAttribute('aria-rowcount', String(shown.length + 1))
  rowgroup.style.height = `${shown.length * ROW}px`
  draw()
}

function draw() {
  const first = Math.max(0, Math.floor(grid.scrollTop / ROW) - OVERSCAN)
  const last = Math.ceil((grid.scrollTop + grid.clientHeight) / ROW) + OVERSCAN
  rowgroup.replaceChildren(...shown.slice(first, last).map((request, index) => rowOf(request, first + index)))
}

function rowOf(request, index) {
  const row = document.createElement('div')
  row.className = 'row'
  row.role = 'row'
  row.dataset.row = request.requestKey
  row.ariaRowIndex = String(index + 2)
  row.style.transform = `translateY(${index * ROW}px)`
  const tick = document.createElement('input')
  tick.type = 'checkbox'
  tick.ariaLabel = `Select ${request.name}`
  row.append(
    cell(tick),
    cell(''),
    cell(`${request.name}  ${request.owner.name}`, request.purpose),
    cell([request.startDate, request.endDate].filter(Boolean).map(dayOf).join('–')),
    cell(request.total ? amount(request.total) : '', '', 'end'),
    cell(waits(request), request.createdAt?.raw, 'end'),
  )
  return row
}

function cell(content, title = '', className = '') {
  const made = document.createElement('span')
  made.role = 'gridcell'
  made.append(content)
  if (title) made.title = title
  if (className) made.className = className
  return made
}

const dayOf = ({ iso: day, raw }) => (day ? days.format(new Date(day)) : raw)

const waits = ({ createdAt }) =>
  createdAt ? `${Math.max(0, Math.floor((now - Date.parse(createdAt.iso)) / DAY))} d` : ''

function amount({ value, currency }) {
  if (!figures.has(currency))
    figures.set(currency, new Intl.NumberFormat('en-GB', { style: 'currency', currency }))
  return figures.get(currency).format(value)
}

const searchTexts = new WeakMap()

function searchText(request) {
  const known = searchTexts.get(request)
  if (known !== undefined) return known
  const { name, owner, purpose, requestId, lastComment, status, total } = request
  const made = plain(
    [name, owner.name, owner.login, purpose, requestId, lastComment, status, total?.value].join('\n'),
  )
  searchTexts.set(request, made)
  return made
}

const plain = (written) => written.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

for (const button of document.querySelectorAll('[data-sort]'))
  button.addEventListener('click', () => {
    const column = button.dataset.sort
    sort = { column, direction: sort.column === column ? -sort.direction : 1 }
    arrange()
  })
search.addEventListener('input', arrange)
grid.addEventListener('scroll', draw, { passive: true })

const answer = await fetch('/api/requests?status=TOAPPROVE')
requests = (await answer.json()).items
now = Date.now()
grid.hidden = false
arrange()
