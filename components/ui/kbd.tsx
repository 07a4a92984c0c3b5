/** A key as it is printed on the keyboard. Hidden where there is none. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden="true"
      className="hidden min-w-4.5 rounded border border-current/25 px-1 text-center font-sans text-tiny font-medium opacity-85 desk:inline-block"
    >
      {children}
    </kbd>
  )
}
