import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/**
 * Kysely over one `node:sqlite` connection. Queries go straight to it: to ask for a connection first and give it back afterwards, as Kysely
 * does of itself, costs an insert as much as SQLite's own work. Transactions are the engine's business, so Kysely's own are refused.
 */
export function kyselyOver<Schema>(database: DatabaseSync): Kysely<Schema> {
  const connection = new Connection(database);
  const driver = new OneConnection(connection);
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => driver,
  };
  return new Kysely<Schema>({ config: { dialect }, dialect, driver, executor: new Straight(connection) });
}

class Straight extends DefaultQueryExecutor {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super(new SqliteQueryCompiler(), new SqliteAdapter(), { provideConnection: (use) => use(connection) });
    this.#connection = connection;
  }

  override executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#connection.executeQuery(query);
  }
}

class OneConnection implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  beginTransaction(): Promise<void> {
    throw new Error('the engine opens the transactions');
  }
  commitTransaction(): Promise<void> {
    throw new Error('the engine ends the transactions');
  }
  rollbackTransaction(): Promise<void> {
    throw new Error('the engine ends the transactions');
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

interface Prepared {
  statement: StatementSync;
  /** It gives rows: asking it each time costs as much as a small query. */
  gives: boolean;
}

class Connection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, gives } = this.#prepare(query.sql);
    const parameters = query.parameters as SQLInputValue[];
    if (gives) return { rows: statement.all(...parameters) as Row[] };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /** Every list is paged by its limit instead. */
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('not streamed');
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, gives: statement.columns().length > 0 };
    // The number of texts differs only by the length of their lists, but a bound keeps a surprise from growing for ever.
    if (this.#prepared.size > 500) this.#prepared.clear();
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
