// Does with tsdav what an app does with an address book, and prints what it found: see
// tests/server/dav/test_clients.py. Arguments: the server, the account's address, the token.
import { addressBookMultiGet, DAVClient } from 'tsdav';

const [serverUrl, username, password] = process.argv.slice(2);
const client = new DAVClient({
  serverUrl,
  credentials: { username, password },
  authMethod: 'Basic',
  defaultAccountType: 'carddav',
});
await client.login();
const [book, ...others] = await client.fetchAddressBooks();
const texts = async () =>
  (await client.fetchVCards({ addressBook: book })).map((card) => card.data).sort();
const before = await texts();
const card = ['BEGIN:VCARD', 'VERSION:3.0', 'N:Lee;Ada;;;', 'FN:Ada Lee', 'UID:ada', 'X-A:b', 'END:VCARD', ''];
const created = await client.createVCard({
  addressBook: book,
  filename: 'ada.vcf',
  vCardString: card.join('\r\n'),
});
const [found] = (await client.fetchVCards({ addressBook: book })).filter((each) => each.url.endsWith('/ada.vcf'));
const updated = await client.updateVCard({
  vCard: { ...found, data: found.data.replace('FN:Ada Lee', 'FN:Ada Okafor') },
});
const stale = await client.updateVCard({ vCard: { ...found, etag: '"never"' } });
const after = await texts();
const synced = await client.smartCollectionSync({
  collection: { ...book, objects: [], objectMultiGet: addressBookMultiGet },
  method: 'webdav',
  detailedResult: true,
});
const [now] = (await client.fetchVCards({ addressBook: book })).filter((each) => each.url.endsWith('/ada.vcf'));
const deleted = await client.deleteVCard({ vCard: now });
console.log(
  JSON.stringify({
    book: { url: book.url, name: book.displayName, reports: book.reports },
    others: others.length,
    before,
    after,
    statuses: [created, updated, stale, deleted].map((answer) => answer.status),
    synced: synced.objects.created.length,
    left: await texts(),
  }),
);
