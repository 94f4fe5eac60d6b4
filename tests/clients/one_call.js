// One call of a client library written for Node, as one_call.py has it for Python: `call` gets the method, its
// arguments and a callback for the error of the API, if any, and the result.

module.exports = function oneCall(call) {
  const [method, args] = process.argv.slice(2);
  call(method, JSON.parse(args), (error, result) => {
    console.log(JSON.stringify(error || result || null));
    process.exitCode = error ? 3 : 0;
  });
};
