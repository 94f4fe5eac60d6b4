// What a user of npm's namecheap-api writes.

const namecheap = require("namecheap-api");
const oneCall = require("./one_call.js");

for (const name of ["ApiUser", "ApiKey"]) namecheap.config.set(name, "sandbox");
namecheap.config.set("ClientIp", "127.0.0.1");
oneCall((command, [params], done) => {
  namecheap.apiCall(command, params, true).then(
    (answer) => done(null, answer.response),
    (answer) => done(answer.response.message),
  );
});
