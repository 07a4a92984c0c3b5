/** @type {import('next').NextConfig} */
const config = {
  reactCompiler: true,
  poweredByHeader: false,
  // No page shows pictures: this closes /_next/image, where anybody could have them resized.
  images: { unoptimized: true },
  // The same text in the page and on the server: an open page notices when the server has become another build.
  env: { CLEARANCE_BUILD: new Date().toISOString() },
  // These load files beside themselves at run time (WebAssembly, workers, native bindings), so they stay unbundled.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'piscina', 'pino', 'prom-client'],
  // `npm run check` is where types are checked, before every test run; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default config
