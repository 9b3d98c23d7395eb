/** The package of the runtime brings no declarations; its default export is, to an ES module, the CommonJS module. */
declare module 'workerd' {
  const workerd: { /** The path of the binary. */ default: string };
  export default workerd;
}
