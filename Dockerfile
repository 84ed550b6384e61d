# The sidecar as a container: compiled, with Node 24 inside, as a user without rights, on a root that may be read-only.
#   npm run build:zip && docker build -t vigie .      (without the zip the sidecar does not serve Grafana's plugin)
#   docker run --read-only -v vigie:/data -p 127.0.0.1:8723:8723 vigie
# Images for another architecture (docker build --platform linux/arm64) need no emulation: only the first stage runs
# programs, and it stays on the machine's own.
ARG BASE=debian:13-slim

FROM --platform=$BUILDPLATFORM ${BASE} AS build
# Debian's Node and the npm that get-npm.mjs names only build. What they fetch has the hashes of package-lock.json, the Node 24
# that ships included.
RUN apt-get update -q \
 && apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-unsafe-io ca-certificates nodejs
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY scripts/lib/paths.mjs scripts/lib/
COPY scripts/lib/sidecar/packages.mjs scripts/lib/sidecar/builder.mjs scripts/lib/sidecar/get-npm.mjs scripts/lib/sidecar/
# A mirror of npm is given by --secret id=npmrc,src=$HOME/.npmrc, which stays out of the image.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
    node scripts/lib/sidecar/get-npm.mjs \
 && node scripts/lib/sidecar/builder.mjs /builder \
 && npm ci --prefix /builder --ignore-scripts --no-audit --no-fund \
 && mv /builder/node_modules .
COPY . .
ARG TARGETARCH
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
    node scripts/image-tree.mjs /out "$TARGETARCH" \
 && mkdir /data

# The platform is what it would be without its name; some versions of buildah take the first stage's otherwise.
FROM --platform=$TARGETPLATFORM ${BASE}
LABEL org.opencontainers.image.title="Vigie" \
      org.opencontainers.image.description="On-call for Grafana: the sidecar" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.documentation="/usr/share/doc/vigie/containers.md"
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=2 \
    UV_THREADPOOL_SIZE=16 \
    VIGIE_LISTEN=0.0.0.0:8723 \
    VIGIE_DATABASE_URL=sqlite:/data/vigie.db \
    VIGIE_PROVISIONING=/etc/vigie/provisioning
COPY --from=build /out/ /
# The user of 0.1's container, so that its volume can be taken over.
COPY --from=build --chown=1000:1000 /data /data
USER 1000:1000
# Keys that a first start makes go to ./data.
WORKDIR /
VOLUME /data
EXPOSE 8723 8724
HEALTHCHECK --interval=10s --timeout=3s --start-period=15m --start-interval=1s \
  CMD ["/usr/lib/vigie/bin/node", "/usr/lib/vigie/bin/healthcheck.js"]
ENTRYPOINT ["/usr/bin/vigie"]
CMD ["run"]
ARG VERSION=unversioned
LABEL org.opencontainers.image.version="${VERSION}"
