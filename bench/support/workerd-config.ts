/** What one workerd serves. */
export interface WorkerdOptions {
  /** The Worker's one module. */
  script: string;
  /** Variables of the Worker. */
  variables: Record<string, string>;
  /** Its Durable Object classes, by the names of their bindings. All of them use SQLite. */
  durableObjects: Record<string, string>;
  /** A folder for what the Durable Objects store. */
  dataDirectory: string;
}

const quoted = (text: string) => JSON.stringify(text);

/**
 * The configuration of workerd itself, in Cap'n Proto's text form: https://github.com/cloudflare/workerd, workerd.capnp. It
 * expects the script beside it, as `index.js`.
 */
export function workerdConfig({
  variables,
  durableObjects,
  dataDirectory,
}: Omit<WorkerdOptions, 'script'>): string {
  const texts = Object.entries(variables).map(
    ([name, text]) => `(name = ${quoted(name)}, text = ${quoted(text)})`,
  );
  const namespaces = Object.entries(durableObjects).map(
    ([name, className]) => `(name = ${quoted(name)}, durableObjectNamespace = ${quoted(className)})`,
  );
  const classes = Object.values(durableObjects).map(
    (name) => `(className = ${quoted(name)}, uniqueKey = ${quoted(name)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "objects", disk = (path = ${quoted(dataDirectory)}, writable = true)),
    (name = "network", network = (allow = ["local", "private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);

const worker :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")],
  compatibilityDate = "2026-11-01",
  bindings = [${[...texts, ...namespaces].join(', ')}],
  durableObjectNamespaces = [${classes.join(', ')}],
  durableObjectStorage = (localDisk = "objects"),
  globalOutbound = "network",
);
`;
}
