"""The cases of the bench in PyTorch.

Arguments: the number of threads; "compile" where compiled variants are to take part; "avx512" where MKL is to take the
way with AVX-512 that it takes on processors of its maker. Tells its name, and then reads one JSON object a line:
{"case": name} makes a case and answers with its variants, {"variant": name, "seconds": s} does steps of that case for
so long and answers with the seconds of one.
"""
import ctypes
import json
import os
import platform
import re
import signal
import sys
import time


def answer(**what):
    print(json.dumps(what), flush=True)


try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except Exception as failure:
    answer(error=str(failure))
    sys.exit(1)


def take_avx512():
    """Lets the function by which MKL tells its maker's processors from others say yes, in this process."""
    yes = b"\xb8\x01\x00\x00\x00\xc3"  # mov eax, 1; ret
    if platform.machine() not in ("x86_64", "AMD64") or os.name != "posix":
        raise RuntimeError("MKL can be made to take another way on Linux with x86-64 alone")
    library = os.path.join(os.path.dirname(torch.__file__), "lib", "libtorch_cpu.so")
    asked = getattr(ctypes.CDLL(library), "mkl_serv_intel_cpu_true", None)
    if asked is None:
        raise RuntimeError("this PyTorch has no MKL that can be made to take another way")
    place, page = ctypes.cast(asked, ctypes.c_void_p).value, os.sysconf("SC_PAGESIZE")
    protect = ctypes.CDLL(None, use_errno=True).mprotect
    protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    first = place - place % page
    if protect(first, place + len(yes) - first, 7) != 0:
        raise RuntimeError("this system does not let MKL's code be changed: " + os.strerror(ctypes.get_errno()))
    ctypes.memmove(place, yes, len(yes))
    protect(first, place + len(yes) - first, 5)


class Gpt(nn.Module):
    """Blocks with normalisation first; the table of characters scores them too."""

    def __init__(self, words=65, features=128, blocks=4, heads=4, places=64):
        super().__init__()
        self.words, self.places = nn.Embedding(words, features), nn.Embedding(places, features)
        self.blocks = nn.ModuleList(GptBlock(features, heads) for _ in range(blocks))
        self.norm = nn.LayerNorm(features)
        for table in (self.words, self.places):
            nn.init.normal_(table.weight, 0, 0.02)

    def forward(self, x):
        y = self.words(x) + self.places.weight[:x.shape[1]]
        for block in self.blocks:
            y = block(y)
        return F.linear(self.norm(y), self.words.weight)


class GptBlock(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.inward, self.outward = nn.Linear(features, 3 * features), nn.Linear(features, features)
        self.wide, self.narrow = nn.Linear(features, 4 * features), nn.Linear(4 * features, features)

    def forward(self, x):
        split = [part.unflatten(2, (self.heads, -1)).transpose(1, 2)
                 for part in self.inward(self.norm1(x)).chunk(3, dim=2)]
        seen = F.scaled_dot_product_attention(*split, is_causal=True).transpose(1, 2).flatten(2)
        x = x + self.outward(seen)
        return x + self.narrow(F.gelu(self.wide(self.norm2(x))))


class CharLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.lstm = nn.Embedding(65, 64), nn.LSTM(64, 256, batch_first=True)
        self.scores = nn.Linear(256, 65)

    def forward(self, x):
        return self.scores(self.lstm(self.table(x))[0])


class ResidualBlock(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.norm1, self.norm2 = nn.BatchNorm2d(filters), nn.BatchNorm2d(filters)
        self.stride, self.more = stride, filters - channels

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        if self.more:
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.more // 2, self.more - self.more // 2))
        return F.relu(x + y)


def mlp():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))


def nielsen():
    return nn.Sequential(nn.Linear(784, 30), nn.Sigmoid(), nn.Linear(30, 10), nn.Sigmoid())


def conv():
    return nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(64 * 12 * 12, 128), nn.ReLU(), nn.Linear(128, 10))


def resnet():
    layers, channels = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], 16
    for filters in (16, 32, 64):
        for place in range(3):
            layers.append(ResidualBlock(channels, filters, 2 if place == 0 and filters > 16 else 1))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def cross_entropy(output, target):
    return F.cross_entropy(output.flatten(0, -2), target.flatten())


def quadratic(output, target):
    return (output - F.one_hot(target, 10)).square().sum() / (2 * len(output))


def numbers(*shape):
    return torch.rand(shape)


def whole(below, *shape):
    return torch.randint(0, below, shape)


def optimizer(name):
    return {"adam": lambda parameters, **more: torch.optim.Adam(parameters, 1e-3, **more),
            "adamw": lambda parameters, **more: torch.optim.AdamW(parameters, 1e-3, **more),
            "sgd": lambda parameters, **more: torch.optim.SGD(parameters, 3.0, **more),
            "momentum": lambda parameters, **more:
                torch.optim.SGD(parameters, 0.1, momentum=0.9, weight_decay=1e-4, **more)}[name]


# network, its input, its target, its optimizer, its loss
TRAINING = {
    "mlp-64": (mlp, lambda: numbers(64, 784), lambda: whole(10, 64), "adam", cross_entropy),
    "mlp-512": (mlp, lambda: numbers(512, 784), lambda: whole(10, 512), "adam", cross_entropy),
    "nielsen-10": (nielsen, lambda: numbers(10, 784), lambda: whole(10, 10), "sgd", quadratic),
    "conv-64": (conv, lambda: numbers(64, 1, 28, 28), lambda: whole(10, 64), "adam", cross_entropy),
    "resnet20-128": (resnet, lambda: numbers(128, 3, 32, 32), lambda: whole(10, 128), "momentum", cross_entropy),
    "lstm-32": (CharLstm, lambda: whole(65, 32, 64), lambda: whole(65, 32, 64), "adam", cross_entropy),
    "gpt-12": (Gpt, lambda: whole(65, 12, 64), lambda: whole(65, 12, 64), "adamw", cross_entropy),
    "gpt-long": (lambda: Gpt(blocks=2, places=1024), lambda: whole(65, 1, 1024), lambda: whole(65, 1, 1024), "adamw",
                 cross_entropy),
}
FORWARD = {
    "mlp-forward-1": (mlp, lambda: numbers(1, 784)),
    "gpt-forward-1": (Gpt, lambda: whole(65, 1, 64)),
    "softmax": (lambda: nn.Softmax(1), lambda: torch.randn(768, 512)),
    "layer-norm": (lambda: nn.LayerNorm(512), lambda: torch.randn(768, 512)),
    "gelu": (nn.GELU, lambda: torch.randn(768, 512)),
}


def training_step(network, x, y, follow, loss, compiled=False):
    def measure():
        return loss(network(x), y)

    measured = torch.compile(measure) if compiled else measure

    def step():
        follow.zero_grad(set_to_none=True)
        measured().backward()
        follow.step()

    return step


def training(name, with_compiled):
    make, x, y, follow, loss = TRAINING[name]
    x, y, follow = x(), y(), optimizer(follow)

    def variant(last=False, compiled=False, **more):
        torch.manual_seed(0)
        network = make()
        if last:
            network = network.to(memory_format=torch.channels_last)
        given = x.contiguous(memory_format=torch.channels_last) if last else x
        return training_step(network, given, y, follow(network.parameters(), **more), loss, compiled)

    variants = {"eager": variant(), "fused optimizer": variant(fused=True)}
    if x.dim() == 4:
        variants["fused optimizer, channels last"] = variant(last=True, fused=True)
    if with_compiled and name != "lstm-32":
        variants["compiled, fused optimizer"] = variant(compiled=True, fused=True)
    return variants


def forward(name, with_compiled):
    make, x = FORWARD[name]
    network, x = make().eval(), x()

    def step_of(module):
        def step():
            with torch.inference_mode():
                module(x)
        return step

    variants = {"eager": step_of(network)}
    if with_compiled:
        variants["compiled"] = step_of(torch.compile(network))
    return variants


def product(name):
    m, k, n = (int(size) for size in name.split("x"))
    a, b, c = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
    return {"eager": lambda: torch.mm(a, b, out=c)}


def update():
    variants = {}
    for variant, more in (("eager", {}), ("fused optimizer", {"fused": True})):
        parameters = list(mlp().parameters())
        for parameter in parameters:
            parameter.grad = torch.zeros_like(parameter)
        variants[variant] = torch.optim.Adam(parameters, 1e-3, **more).step
    return variants


def variants_of(name, with_compiled):
    if name in TRAINING:
        return training(name, with_compiled)
    if name in FORWARD:
        return forward(name, with_compiled)
    if re.fullmatch(r"\d+x\d+x\d+", name):
        return product(name)
    return update() if name == "adam-update" else {}


def window(step, seconds):
    done, start = 0, time.perf_counter()
    while True:
        step()
        done += 1
        passed = time.perf_counter() - start
        if passed >= seconds:
            return passed / done


def main(threads, with_compiled, with_avx512):
    # whoever interrupts the bench ends this by the end of its input
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        if with_avx512:
            take_avx512()
    except (OSError, RuntimeError) as failure:
        answer(error=str(failure))
        return
    torch.set_num_threads(threads)
    answer(name="PyTorch " + torch.__version__.split("+")[0] + (" with MKL's AVX-512" if with_avx512 else ""))
    steps = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "case" in request:
                steps = variants_of(request["case"], with_compiled)
                for name in list(steps):
                    try:
                        window(steps[name], 0.5)
                    except Exception:
                        if not name.startswith("compiled"):
                            raise
                        # no compiler here: the others compete without this one
                        del steps[name]
                answer(variants=list(steps))
            else:
                answer(seconds=window(steps[request["variant"]], request["seconds"]))
        except Exception as failure:
            answer(error=type(failure).__name__ + ": " + str(failure).strip().split("\n")[0])


main(int(sys.argv[1]), sys.argv[2] == "compile", sys.argv[3] == "avx512")
