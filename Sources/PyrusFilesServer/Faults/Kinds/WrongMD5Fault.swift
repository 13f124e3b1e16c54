import Hummingbird
import PyrusFiles

/// The upload's answer carries another MD5: of the right one, every digit is another.
struct WrongMD5Fault: Fault {
    func change(_ response: inout Response, _ context: ExchangeContext) async throws {
        guard let json = (try await response.jsonBytes()).flatMap({ try? JSON(parsing: $0) }),
            let members = json.objectValue
        else { return }
        let changed = members.map { member in
            guard member.key == "md5_hash", let hash = member.value.stringValue else { return member }
            return JSON.Member(member.key, .string(Self.another(hash)))
        }
        response.body = Response(.object(changed)).body
    }

    private static func another(_ hash: String) -> String {
        let digits = hash.map { digit -> String in
            guard let value = digit.hexDigitValue else { return String(digit) }
            let other = String(15 - value, radix: 16)
            return digit.isUppercase ? other.uppercased() : other
        }
        // Digits alone do not tell the case of the others.
        return hash == hash.uppercased() ? digits.joined().uppercased() : digits.joined()
    }
}

extension FaultKind {
    static let wrongMD5 = FaultKind("wrong-md5") { _ in WrongMD5Fault() }
}
