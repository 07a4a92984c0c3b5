import { Kbd } from '#components/ui/kbd.tsx'

/** The keys of a tree, for the foot below it. */
export function TreeKeys() {
  return (
    <>
      <Kbd>→</Kbd> <Kbd>←</Kbd> open, close <Kbd>x</Kbd> select <Kbd>?</Kbd> all keys
    </>
  )
}
