/** What usually resolves an exception, by its code. Companies write rules of their own, so this never says more than "usually". */
const remedies: readonly [pattern: RegExp, remedy: string][] = [
  [/ALLOC.*REQ|REQ.*ALLOC/, 'the traveler fills in the field that the allocation lacks.'],
  [/^MISSREQ|REQFLD/, 'the traveler fills in the field that the message names.'],
  [/ITEMDIFF|ITEMIZ/, 'the itemizations are made to add up to the amount of the expense.'],
  [/RECEIPT|RCPT|AFFIDAVIT/, 'the receipt is attached, or the amounts are made to agree with it.'],
  [/DUP/, 'one of the two is deleted, or the traveler explains why it was paid twice.'],
  [/LIMIT|RATE$|PERDIEM|MAX/, 'the traveler explains the amount, and an approver accepts it.'],
  [/ATTND|ATTEND/, 'the attendees are added to the expense.'],
  [/OLD|LATE/, 'the traveler explains the delay; nothing on the report itself can change it.'],
  [/BUDGET/, 'the budget owner agrees, or the expense is charged elsewhere.'],
  [/CLOSED|INACTIVE/, 'the expense is allocated to a cost object that is open.'],
  [/TAX|VAT/, 'the tax is entered on the itemization that lacks it.'],
  [/ADV/, 'the cash advance is assigned to the report.'],
]

export function usualRemedy(code: string): string | null {
  const [, remedy] = remedies.find(([pattern]) => pattern.test(code.toUpperCase())) ?? []
  return remedy ?? null
}
