# Next's standalone output does not go together with a server of one's own, so the image holds the installed packages.
FROM node:24-slim AS build
WORKDIR /desk
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 npx next build \
  && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NODE_OPTIONS=--disable-warning=DEP0169
WORKDIR /desk
COPY --from=build /desk ./
# Only the embedded database writes, and only here.
RUN mkdir -p .data && chown node:node .data
USER node
VOLUME /desk/.data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: signals must reach the server itself.
CMD ["node", "lib/server/main.ts", "--port", "3000"]
