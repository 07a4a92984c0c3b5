import { FileText, History, type LucideIcon, Send } from 'lucide-react'
import type { NavId } from './nav-counts.ts'

export interface NavLink {
  id: NavId
  href: string
  label: string
  icon: LucideIcon
}

export const navLinks: readonly NavLink[] = [
  { id: 'requests', href: '/requests', label: 'Requests', icon: Send },
  { id: 'jobs', href: '/jobs', label: 'Jobs', icon: History },
  { id: 'audit', href: '/audit', label: 'Audit log', icon: FileText },
]
