import { StorageError } from '../errors.ts'

/** The part of a connection that the schema needs. */
type Connection = {
  exec(sql: string): void
  prepare(sql: string): { get(): Record<string, unknown> | undefined }
}

/** Each step migrates the schema by one version. A released step never changes. */
const steps: readonly string[] = [
  `create table tasks (
     id integer primary key autoincrement,
     kind text not null,
     lane text not null,
     body text not null,
     not_before integer not null,
     accepted_at integer not null,
     attempts integer not null default 0,
     first_tried_at integer,
     begun text not null default '[]'
   );
   create table dead_letters (
     id integer primary key autoincrement,
     kind text not null,
     lane text not null,
     body text not null,
     accepted_at integer not null,
     dead_at integer not null,
     attempts integer not null,
     reason text not null
   );
   create index dead_letters_dead_at on dead_letters (dead_at);
   create table checks (id integer primary key, checked_at integer not null);
   create table messages (
     cim_id text primary key,
     mid text,
     psid text,
     sent_at integer,
     kept_at integer not null
   ) without rowid;
   create index messages_sent on messages (psid, sent_at) where sent_at is not null;
   create index messages_kept on messages (kept_at);
   create table mids (
     mid text primary key,
     cim_id text not null,
     kept_at integer not null
   ) without rowid;
   create index mids_kept on mids (kept_at);
   create table attachments (
     key text primary key,
     attachment_id text not null,
     size integer not null,
     mime_type text,
     expires_at integer not null
   ) without rowid;
   create table customers (
     psid text primary key,
     wrote_at integer not null
   ) without rowid;`,
]

/**
 * Creates the tables, or migrates those of an earlier version, all steps or none.
 *
 * @throws {StorageError} when a later version of this package wrote the file
 */
export function migrateSchema(database: Connection, to: readonly string[] = steps): void {
  database.exec('begin immediate')
  try {
    const version = Number(database.prepare('pragma user_version').get()?.user_version)
    if (version > to.length) throw new StorageError('later_version')
    for (const step of to.slice(version)) database.exec(step)
    if (version < to.length) database.exec(`pragma user_version = ${to.length}`)
    database.exec('commit')
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}
