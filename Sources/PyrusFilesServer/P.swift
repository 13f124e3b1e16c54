import Hummingbird
import NIOSSL
enum Placeholder {}
