import { FileText, History, List, type LucideIcon, Send, TriangleAlert } from 'lucide-react'
import type { Me } from '#lib/contracts/me.ts'
import type { NavId } from './nav-counts.ts'

export interface NavLink {
  id: NavId
  href: string
  label: string
  icon: LucideIcon
}

export const navLinks: readonly NavLink[] = [
  { id: 'requests', href: '/requests', label: 'Requests', icon: Send },
  { id: 'lists', href: '/lists', label: 'Lists', icon: List },
  { id: 'exceptions', href: '/exceptions', label: 'Exceptions', icon: TriangleAlert },
  { id: 'jobs', href: '/jobs', label: 'Jobs', icon: History },
  { id: 'audit', href: '/audit', label: 'Audit log', icon: FileText },
]

/** Why a page has nothing for this person; its link is dimmed and the page says it again. */
export function reasonOff({ capabilities }: Me, id: NavId): string | null {
  if (id === 'requests' || id === 'lists' || id === 'exceptions') return capabilities[id].reason
  return null
}
