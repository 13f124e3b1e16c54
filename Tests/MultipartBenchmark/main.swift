// Times the parser on the payloads that have made other parsers slow, each at two sizes, eight times apart.
//
// Linear time shows as a growth of about 1: eight times the bytes in eight times the time. Run it as
//     swift run -c release MultipartBenchmark
import MultipartForm

print("case".padded(to: 44), "bytes".padded(to: 12), "time".padded(to: 12), "rate".padded(to: 12), "growth")
for workload in Workload.linear {
    let small = measure(workload.prepare(workload.size))
    let large = measure(workload.prepare(workload.size * 8))
    report(workload.name, small)
    report("", large, growth: large.secondsPerByte / small.secondsPerByte)
}

print("\nthroughput of a file's content in chunks of 64 KiB, against random bytes")
let random = measure { Payload.random.parse(512 << 20) }
report(Payload.random.name, random)
for payload in Payload.dense {
    let measured = measure { payload.parse(512 << 20) }
    report(payload.name, measured, growth: measured.secondsPerByte / random.secondsPerByte)
}
