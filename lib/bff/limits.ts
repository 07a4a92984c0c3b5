/** A JSON body; an endpoint that takes very many items declares limits of its own. */
export const JSON_BODY_BYTES = 1_000_000

/** Calls of one person: a page that opens asks for a handful at once, a script that runs wild for hundreds. */
export const CALLS_A_SECOND = 20
export const CALLS_IN_A_BURST = 60

/** Jobs followed live at once by one person: a dozen pages, each with the few jobs that run. */
export const STREAMS_OF_A_PERSON = 40
