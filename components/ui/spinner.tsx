import { LoaderCircle } from 'lucide-react'
import { classes } from './classes.ts'

export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden="true" className={classes('animate-spin', className)} />
}
