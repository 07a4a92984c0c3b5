interface Words {
  title: string
  detail: string
}

const unchanged = 'Nothing was changed.'

const failures: Record<string, Words> = {
  denied: {
    title: 'Concur did not give access',
    detail: `You, or your company’s settings, said no to Clearance. ${unchanged} Sign in again and allow access; if Concur does not ask, your Concur administrator can allow Clearance.`,
  },
  state: {
    title: 'This sign-in began somewhere else',
    detail: `The answer from Concur does not belong to this browser window, so it was not used. ${unchanged} Start again from here.`,
  },
  code: {
    title: 'The sign-in took too long',
    detail: `Concur’s one-time code was used already or has run out. ${unchanged} Sign in again.`,
  },
  scope: {
    title: 'Clearance was given too little access',
    detail: `Concur signed you in but without the rights that this desk needs. ${unchanged} Your Concur administrator can add them to the app, then sign in again.`,
  },
  locked: {
    title: 'This Concur account cannot sign in',
    detail: `Concur says that it is locked or not active. ${unchanged} Your Concur administrator can unlock it.`,
  },
  often: {
    title: 'Too many sign-ins failed',
    detail: `So many from your network that Clearance takes none for a minute. ${unchanged} Wait, then try again.`,
  },
  unavailable: {
    title: 'Concur cannot be reached',
    detail: `It did not answer the sign-in. ${unchanged} Wait a minute, then try again.`,
  },
  failed: {
    title: 'The sign-in did not work',
    detail: `Concur’s answer could not be used. ${unchanged} Try again; if it goes on, tell whoever runs Clearance the time of day.`,
  },
  session: { title: 'Your session has ended', detail: `${unchanged} Sign in to go on where you were.` },
  desk: {
    title: 'Clearance cannot be reached',
    detail: `The sign-in was not started. ${unchanged} Check the connection and try again.`,
  },
}

/** next-auth's own words for the same things. */
const aliases: Record<string, string> = {
  AccessDenied: 'denied',
  OAuthCallback: 'code',
  OAuthSignin: 'unavailable',
  OAuthCreateAccount: 'failed',
  OAuthAccountNotLinked: 'failed',
  Callback: 'failed',
  SessionRequired: 'session',
}

export function failureWords(code: string): Words {
  const known = aliases[code] ?? code
  return (Object.hasOwn(failures, known) ? failures[known] : undefined) ?? { ...wordsOfFailed }
}

const wordsOfFailed: Words = {
  title: 'The sign-in did not work',
  detail: `${unchanged} Try again; if it goes on, tell whoever runs Clearance the time of day.`,
}

const endings: Record<string, Words> = {
  here: { title: 'You are signed out', detail: 'Your jobs go on without you.' },
  everywhere: { title: 'You are signed out on every machine', detail: 'Your jobs go on without you.' },
  connection: {
    title: 'Clearance is disconnected from Concur',
    detail: 'Its tokens are revoked and forgotten. Signing in connects you anew.',
  },
}

export function endedWords(code: string): Words | null {
  return (Object.hasOwn(endings, code) ? endings[code] : undefined) ?? null
}
