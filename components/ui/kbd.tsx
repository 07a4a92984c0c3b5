/** A key as it is printed on the keyboard, for eyes only: the control itself says `aria-keyshortcuts`. Hidden on a phone. */
export function Kbd({ children }: { children: string }) {
  return (
    <span aria-hidden="true" className="hidden desk:inline-block">
      <kbd className="block min-w-4.5 rounded border border-current/25 px-1 text-center font-sans text-tiny font-medium opacity-85">
        {children}
      </kbd>
    </span>
  )
}
