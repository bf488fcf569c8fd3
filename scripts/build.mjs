// `npm run build`: installs what is missing and builds what is out of date.
import "./node-version.mjs";

const run = async () => {
  const [{ watchForStop }, { prepareClone }, { failWith }] = await Promise.all([
    import("./children.mjs"),
    import("./prepare/clone.mjs"),
    import("./refusal.mjs"),
  ]);
  await prepareClone({ pages: true, signal: watchForStop(), log: console.log }).catch(failWith);
};

run();
