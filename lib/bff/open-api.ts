import { type ZodType, z } from 'zod'
import { type Endpoint, nothing } from '#lib/contracts/endpoint.ts'
import { endpoints } from '#lib/contracts/endpoints.ts'
import { problem } from '#lib/contracts/problem.ts'

/** The contract as an OpenAPI 3.1 document, made from the very schemas that check each call. */
export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of Object.values(endpoints)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Clearance BFF',
      version: '1',
      description: 'What the browser of Clearance speaks. Sessions by cookie.',
    },
    paths,
    components: {
      schemas: { Problem: schema(problem, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-clearance.session' } },
    },
    security: [{ session: [] }],
  }
}

function operation(endpoint: Endpoint) {
  const isWrite = endpoint.method !== 'GET'
  return {
    summary: endpoint.summary,
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...(isWrite ? [{ name: 'X-Clearance', in: 'header', required: true, schema: { const: '1' } }] : []),
    ],
    ...(endpoint.body === nothing
      ? {}
      : { requestBody: { required: true, content: json(schema(endpoint.body, 'input')) } }),
    responses: {
      [endpoint.status ?? 200]: { description: 'Done', content: json(schema(endpoint.answer, 'output')) },
      default: {
        description: 'A problem: what happened, whether anything was changed, what to do next',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const json = (of: unknown) => ({ 'application/json': { schema: of } })

const schema = (of: ZodType, io: 'input' | 'output') => z.toJSONSchema(of, { io, unrepresentable: 'any' })

function parameters(of: ZodType, place: 'path' | 'query') {
  const { properties = {}, required = [] } = schema(of, 'input')
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }))
}
