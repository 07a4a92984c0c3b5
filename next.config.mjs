/** @type {import('next').NextConfig} */
const config = {
  reactCompiler: true,
  poweredByHeader: false,
  // These load files beside themselves at run time (WebAssembly, workers, native bindings), so they stay unbundled.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'piscina', 'pino'],
  // `npm run check` is where types are checked, before every test run; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default config
