# One image for every role; docker-compose.yml gives each its command. The whole workspace is copied, since Node does not strip
# types inside node_modules and so `pnpm deploy` output would not run.
FROM node:24-bookworm-slim AS build
WORKDIR /rasid
RUN npm install --global pnpm@12.21.0
COPY . .
# No optional packages: the database is its own container here, the embedded Postgres stays out of the image.
RUN pnpm install --prod --frozen-lockfile --no-optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /rasid
COPY --from=build --chown=root:root /rasid /rasid
USER node
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "apps/cli/src/main.ts"]
CMD ["doctor"]
