FROM node:24-slim AS build
WORKDIR /desk
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 npx next build

# For trying out, never beside a real tenant: a Concur of its own (sandbox/README.md).
FROM node:24-slim AS sandbox
WORKDIR /sandbox
COPY package.json ./
COPY --from=build /desk/node_modules/hono node_modules/hono
COPY --from=build /desk/node_modules/@hono node_modules/@hono
COPY --from=build /desk/node_modules/jose node_modules/jose
COPY --from=build /desk/node_modules/zod node_modules/zod
COPY sandbox sandbox
USER node
EXPOSE 4100
CMD ["node", "sandbox/main.ts"]

FROM node:24-slim
# next-auth 4 parses URLs the old way, which Node warns of at every start.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NODE_OPTIONS=--disable-warning=DEP0169
WORKDIR /desk
COPY --from=build /desk/.next/standalone ./
COPY --from=build /desk/.next/static .next/static
COPY --from=build /desk/public public
# Our own server takes the place of Next's. Only the embedded database writes, and only here.
RUN rm server.js && mkdir .data && chown node:node .data
USER node
VOLUME /desk/.data
EXPOSE 3000
# A graceful stop takes 30 s at most: give it more (docker stop --time 40).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: signals must reach the server itself.
CMD ["node", "lib/server/main.ts"]
