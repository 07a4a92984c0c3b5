import { exceptionsOf, expect, first, isBlocked, ownerName, test } from './concur.ts'
import { details, openRequest, rowOf } from './requests-page.ts'

test('The details show the traveler, the money, the dates and what the trip is for', async ({
  page,
  concur,
}) => {
  const request = first(await concur.waiting())
  await openRequest(page, request)
  const shown = details(page)
  await expect(shown.getByTitle(request.owner.login)).toContainText(request.owner.lastName)
  await expect(shown).toContainText(request.purpose)
  await expect(shown).toContainText('Waiting for your approval')
  for (const fact of ['Total', 'Travel', 'Submitted', 'Created'])
    await expect(shown.getByRole('term').filter({ hasText: new RegExp(`^${fact}$`) })).toBeVisible()
  await expect(shown.getByTitle(/^\d+(\.\d+)? [A-Z]{3}$/).first()).toBeVisible()
  await expect(shown.getByTitle(/ GMT$/).first()).toBeVisible()
})

test('The itinerary is a timeline of every leg, with its place and time', async ({ page, concur }) => {
  const request = first(await concur.waiting(), ({ entries }) =>
    entries.some(({ segments }) => segments.some(({ kind }) => kind === 'air')),
  )
  await openRequest(page, request)
  const itinerary = page.getByRole('region', { name: 'Itinerary' })
  const legs = request.entries.flatMap(({ segments }) => segments)
  await expect(itinerary.getByRole('list').first().locator('> li')).toHaveCount(legs.length)
  const flight = first(legs, ({ kind }) => kind === 'air')
  await expect(itinerary).toContainText(`${flight.fromName} → ${flight.toName}`)
  await itinerary
    .getByText(/^Flight \d+/)
    .first()
    .click()
  await expect(itinerary.getByText('Trip locator').first()).toBeVisible()
})

test('Expected expenses show the amount in their own and in the foreign currency, exactly', async ({
  page,
  concur,
}) => {
  const abroad = (request: Awaited<ReturnType<typeof concur.holds>>) =>
    request.entries.find(({ foreignCurrency }) => foreignCurrency !== request.owner.currency)
  const request = first(
    await concur.waiting(),
    (each) => each.entries.length > 1 && abroad(each) !== undefined,
  )
  const expense = first(request.entries, (entry) => entry === abroad(request))
  await openRequest(page, request)
  const expenses = page.getByRole('region', { name: 'Expected expenses' })
  const line = expenses
    .getByRole('row')
    .filter({ hasText: expense.expenseTypeName })
    .filter({ has: page.getByTitle(/exchange rate/) })
    .first()
  await expect(line.getByTitle(/^\d+(\.\d+)? .+, exchange rate \d/)).toBeVisible()
  await expect(line.getByTitle(new RegExp(`^\\d+(\\.\\d+)? ${request.owner.currency}$`))).toBeVisible()
  await expect(expenses.getByRole('row', { name: /^Total/ })).toBeVisible()
})

test('Allocations are named by code and name, and opened they show their exact shares', async ({
  page,
  concur,
}) => {
  const waiting = await concur.waiting()
  const request = first(waiting, ({ entries }) => entries.some(({ allocations }) => allocations.length === 3))
  const expense = first(request.entries, ({ allocations }) => allocations.length === 3)
  await openRequest(page, request)
  const expenses = page.getByRole('region', { name: 'Expected expenses' })
  await expenses.getByRole('button', { expanded: false }).nth(request.entries.indexOf(expense)).click()
  const shares = expenses.getByRole('list', { name: 'Allocations' })
  await expect(shares.getByRole('listitem')).toHaveCount(3)
  for (const { percentage } of expense.allocations)
    await expect(shares.getByTitle(percentage, { exact: true }).first()).toBeVisible()
  const [, code, name] = /\((\d+)\)\s*(.*)/.exec(expense.allocations[0]?.custom[1] ?? '') ?? []
  await expect(shares.getByText(`(${code}) ${name}`).first()).toBeVisible()
})

test('Exceptions stand on top, blocking ones first, and the row is marked once they were read', async ({
  page,
  concur,
}) => {
  const request = first(await concur.waiting(), isBlocked)
  await openRequest(page, request)
  for (const { code, message } of exceptionsOf(request)) {
    await expect(details(page).getByText(code).first()).toBeVisible()
    await expect(details(page).getByText(message).first()).toBeVisible()
  }
  await expect(
    details(page)
      .getByText(/exceptions?, .*blocks?$/)
      .first(),
  ).toBeVisible()
  await expect(rowOf(page, request).getByLabel('A blocking exception')).toBeVisible()
})

test('Comments, cash advances and custom fields are all there', async ({ page, concur }) => {
  const waiting = await concur.waiting()
  const advanced = first(waiting, ({ cashAdvances }) => cashAdvances.length > 0)
  await openRequest(page, advanced)
  await expect(page.getByRole('region', { name: /^Cash advances?$/ })).toContainText(
    first(advanced.cashAdvances).statusName,
  )
  await expect(page.getByRole('region', { name: 'Custom fields' })).toContainText('(881991) NUEVOS PROYECTOS')
  const talked = first(waiting, ({ comments }) => comments.length > 0)
  await openRequest(page, talked)
  const comments = page.getByRole('region', { name: 'Comments' })
  for (const { text } of talked.comments) await expect(comments).toContainText(text)
  await expect(comments).toContainText(talked.owner.lastName)
})

test('Names keep their letters, whatever their script', async ({ page, control, concur }) => {
  await control('POST', '/reset', { pendingForApprover: 200 })
  const waiting = await concur.waiting()
  for (const lastName of ['الصباح', '田中', "O'Brien-Byrne", 'Holm & Søn', 'Коваль']) {
    const request = first(waiting, ({ owner }) => owner.lastName === lastName)
    await openRequest(page, request, `q=${request.id}&`)
    await expect(details(page)).toContainText(lastName)
    await expect(details(page)).toContainText(request.owner.firstName)
    await expect(rowOf(page, request)).toContainText(ownerName(request))
  }
})
