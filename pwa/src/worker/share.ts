/**
 * Another app shares something with this one. It is kept in the database before anything is answered: the
 * worker may be gone a moment later, and the page reads it from there.
 */
export interface ShareWorld {
  /** Keeps a text for the page. */
  keep(text: string): Promise<void>;
}

export const SHARE = '/share';

/** More than any note holds is not a note. */
const LONGEST = 100_000;

export const isShare = ({ method, url }: Request): boolean =>
  method === 'POST' && new URL(url).pathname === SHARE;

/** Answers where to go on: the first screen, where it stands in the field. Never rejects. */
export async function onShare(request: Request, world: ShareWorld): Promise<Response> {
  try {
    const form = await request.formData();
    const said = (name: string): string => String(form.get(name) ?? '').slice(0, LONGEST);
    const files = form.getAll('contact').filter((part) => part instanceof File);
    const shared = {
      title: said('title'),
      text: said('text'),
      url: said('url'),
      files: await Promise.all(files.map((file) => file.slice(0, LONGEST).text())),
    };
    await world.keep(JSON.stringify(shared));
    return Response.redirect('/', 303);
  } catch {
    return Response.redirect('/?share=failed', 303);
  }
}
