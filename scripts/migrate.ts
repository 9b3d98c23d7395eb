import { describeDatabase, migratePostgres } from './database.ts';
import { Problem } from './problem.ts';

const connectionString = process.env.DATABASE_URL;

try {
  if (!connectionString) throw new Problem('DATABASE_URL is not set: which database is to be migrated?');
  await migratePostgres(connectionString);
  console.log(`${describeDatabase(connectionString)} has the newest schema.`);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
