// What a user of npm's namecheap writes. ACT_FOR names a sub-account.

const Namecheap = require("namecheap");
const oneCall = require("./one_call.js");

const client = new Namecheap("sandbox", "sandbox", "127.0.0.1", true);
if (process.env.ACT_FOR) client.setUsername(process.env.ACT_FOR);
oneCall((method, args, done) => {
  const path = method.split(".");
  const name = path.pop();
  path.reduce((part, key) => part[key], client)[name](...args, done);
});
