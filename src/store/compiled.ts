import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Schema } from './schema.ts';

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/**
 * A query that is built and compiled once a database and then only run: building one anew costs Kysely 30–60 µs, which is most of what
 * accepting a receipt takes. `build` gets placeholders, and `run` their values in the same order.
 */
export function compiledOnce<Row>(
  build: (db: Kysely<Schema>, placeholder: <T>() => T) => Compilable<Row>,
): (db: Kysely<Schema>, values: readonly unknown[]) => Promise<QueryResult<Row>> {
  const known = new WeakMap<Kysely<Schema>, CompiledQuery<Row>>();
  return (db, values) => {
    let query = known.get(db);
    if (!query) {
      query = build(db, <T>() => null as T).compile();
      known.set(db, query);
    }
    return db.executeQuery({ ...query, parameters: values });
  };
}
