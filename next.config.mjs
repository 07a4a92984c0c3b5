/** @type {import('next').NextConfig} */
const config = {
  reactCompiler: true,
  poweredByHeader: false,
  // These load files beside themselves at run time (WebAssembly, workers, native bindings), so they stay unbundled.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'piscina', 'pino'],
  experimental: { optimizePackageImports: ['react-aria-components', 'lucide-react'] },
}

export default config
