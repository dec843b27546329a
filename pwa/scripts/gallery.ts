import type { Plugin } from 'vite';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Components · Karmadex</title>
  </head>
  <body>
    <div id="app"></div>
    <script type="module" src="/src/dev/main.tsx"></script>
  </body>
</html>`;

/** Serves the components, one page each, at /dev/ui during development. Not part of the build. */
export function gallery(): Plugin {
  return {
    name: 'karmadex-gallery',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/dev/ui', async (_request, response, next) => {
        try {
          response.setHeader('content-type', 'text/html');
          response.end(await server.transformIndexHtml('/dev/ui', PAGE));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}
