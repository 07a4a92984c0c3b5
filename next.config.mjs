import { readFileSync } from 'node:fs'

/**
 * What our own server and the parse workers load besides Next. They run as they are written, not through a bundle, so nobody but
 * this line knows what they import.
 */
const UNBUNDLED = ['fast-xml-parser', 'zod']

/** Unbundled so that one copy serves routes, start and Next, and so that anybody can see that nothing of it but the API is loaded without need. */
const OPENTELEMETRY = [
  '@opentelemetry/api',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/core',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
]

/** @type {import('next').NextConfig} */
const config = {
  reactCompiler: true,
  poweredByHeader: false,
  // The folder .next/standalone is all that an image needs: our own server in it takes the place of Next's (lib/server/main.ts).
  output: 'standalone',
  outputFileTracingIncludes: {
    '/*': [
      'lib/**/*.ts',
      ...withTheirOwn(UNBUNDLED).map((name) => `node_modules/${name}/**/*.{js,cjs,mjs,json}`),
    ],
  },
  outputFileTracingExcludes: { 'next-server': ['**/node_modules/@img/**/*', '**/node_modules/sharp/**/*'] },
  // No page shows pictures: this closes /_next/image, where anybody could have them resized, and what that loads need not be there.
  images: { unoptimized: true },
  // The same text in the page and on the server: an open page notices when the server has become another build.
  env: { CLEARANCE_BUILD: new Date().toISOString() },
  // These load files beside themselves at run time (WebAssembly, workers, native bindings), so they stay unbundled.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'piscina', 'pino', 'prom-client', ...OPENTELEMETRY],
  // `npm run check` is where types are checked, before every test run; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
}

/** The packages with those that they depend on. */
function withTheirOwn(names, known = new Set()) {
  for (const name of names.filter((each) => !known.has(each))) {
    known.add(name)
    const { dependencies = {} } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))
    withTheirOwn(Object.keys(dependencies), known)
  }
  return [...known]
}

export default config
