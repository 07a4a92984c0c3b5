import { html, raw } from 'hono/html'
import { fullName, type Person } from '../people.ts'

const SCOPE_WORDS: Record<string, string> = {
  openid: 'Know who you are',
  'user.read': 'Read your profile',
  'identity.user.ids.read': 'Read your user id',
  'identity.user.core.read': 'Read your name and login',
  TRVREQ: 'Read, create and decide travel requests',
  'travelrequest.write': 'Read, create and decide travel requests (v4)',
  LIST: 'Read and change lists',
  'spend.list.read': 'Read lists',
  'spend.listitem.read': 'Read list items',
  'spend.listitem.write': 'Add and change list items',
  'spend.listitem.delete': 'Delete list items',
  'expense.report.read': 'Read expense reports and exceptions',
  'expense.report.readwrite': 'Add and clear exceptions',
  EXPRPT: 'Search expense reports',
}

const STYLE = `
:root { color-scheme: light dark; --canvas: light-dark(#f6f6f4, #131416); --surface: light-dark(#fff, #1a1c1f);
  --line: light-dark(#e3e3de, #2b2f33); --strong: light-dark(#8b8f94, #6d747b); --ink: light-dark(#1b1d1f, #e9eaeb);
  --quiet: light-dark(#53585d, #a6acb2); --accent: light-dark(#0f6472, #5fc3d3); --soft: light-dark(#e2f0f2, #16343a) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--canvas);
  color: var(--ink); font: 14px/21px system-ui, "Segoe UI", "Helvetica Neue", sans-serif }
main { width: 100%; max-width: 420px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 28px }
.brand { margin: 0 0 20px; color: var(--quiet); font-size: 12px; font-weight: 600 }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 26px; letter-spacing: -.012em }
p { margin: 0 0 16px; color: var(--quiet) }
form { display: grid; margin: 20px 0 }
button { width: 100%; min-height: 44px; padding: 8px 14px; text-align: left; font: inherit; font-weight: 600; color: inherit;
  cursor: pointer; background: transparent; border: 1px solid var(--strong); border-radius: 6px }
.hint { margin: 4px 0 14px; padding: 0 15px; font-size: 12px; line-height: 18px }
button:hover { background: var(--soft); border-color: var(--accent) }
button.deny { font-weight: 400; text-align: center; border-color: transparent; color: var(--quiet) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
summary { cursor: pointer; color: var(--quiet) } ul { margin: 8px 0 0; padding-left: 18px; color: var(--quiet) }
@media (max-width: 480px) { body { place-items: start center; padding: 0 } main { border: 0; border-radius: 0; min-height: 100vh } }
`

type Markup = ReturnType<typeof html>

const page = (title: string, body: Markup): Markup => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <main>
      <p class="brand">Concur sandbox · Northwind</p>
      ${body}
    </main>
  </body>
</html>`

/** Who signs in? Plain HTML: it works without JavaScript, by keyboard, in both themes and on a phone. */
export const consentPage = (
  people: readonly Person[],
  scopes: readonly string[],
  query: Record<string, string>,
) =>
  page(
    'Sign in to the Concur sandbox',
    html`<h1>Continue to Clearance</h1>
      <p id="about">Choose who you are. Clearance will act in Concur as this person. Nothing here reaches a real company.</p>
      <form method="post" action="/oauth2/v0/authorize" aria-describedby="about">
        ${Object.entries(query).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
        ${people.map(
          ({ id, title, login, ...person }) =>
            html`<button name="person" value="${id}" aria-describedby="about-${id}">Continue as ${fullName(person)}</button>
              <p class="hint" id="about-${id}">${title} · ${login}</p>`,
        )}
        <button class="deny" name="deny" value="1">Deny</button>
      </form>
      <details><summary>What Clearance asks for</summary>
        <ul>${scopes.map((scope) => html`<li>${SCOPE_WORDS[scope] ?? scope}</li>`)}</ul>
      </details>`,
  )

export const errorPage = (title: string, explanation: string) =>
  page(title, html`<h1>${title}</h1><p>${explanation}</p>`)
