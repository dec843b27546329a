// PouchDB's server on LevelDB: `node pouchdb.js PORT FOLDER`, in a folder with what package.json names.
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-leveldb'))
  .plugin(require('pouchdb-adapter-http'))
  .plugin(require('pouchdb-mapreduce'))
  .plugin(require('pouchdb-replication'));

const [port, folder] = process.argv.slice(2);
const Databases = PouchDB.defaults({ prefix: `${folder}/`, adapter: 'leveldb' });
const app = require('express')();
app.use(
  require('express-pouchdb')(Databases, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: `${folder}/log.txt`,
  }),
);
app.listen(Number(port), '127.0.0.1');
