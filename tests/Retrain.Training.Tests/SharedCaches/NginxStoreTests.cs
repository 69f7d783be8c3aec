using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Training.SharedCaches;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.SharedCaches;

/// <summary>A real nginx, with the configuration of the documentation. Each test has images of its own.</summary>
public sealed class NginxStoreTests
{
    private const string Writer = "rw:rwpass";

    private static CacheEngine Nginx => CacheEngine.Nginx.Require();

    private static SharedFixture As(string user) => new(Nginx.Address("http", user));

    // Other runs of the tests may have left objects there.
    private static int NewImages() => RandomNumberGenerator.GetInt32(int.MaxValue - 100_000);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(3000)]
    public void WhatAWriterWritesAReaderReads(int count)
    {
        int first = NewImages();
        SharedFixture writer = As(Writer), reader = As("ro:ropass");

        writer.Write(first, count).ShouldBeTrue();

        reader.Misses(first, count).ShouldBeEmpty();
        writer.Codes.Concat(reader.Codes).ShouldBeEmpty();
    }

    [Fact]
    public void AReaderCannotWriteAndIsToldOnce()
    {
        int first = NewImages();
        SharedFixture reader = As("ro:ropass");

        reader.Write(first, 20).ShouldBeFalse();

        reader.Codes.ShouldBe(["RT3025"]);
        As(Writer).Misses(first, 20).Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rw:wrong")]
    [InlineData("nobody:rwpass")]
    public void AWrongPasswordIsToldOnce(string user)
    {
        SharedFixture stranger = As(user);

        stranger.Misses(0, 20).Count.ShouldBe(20);

        stranger.Codes.ShouldBe(["RT3024"]);
        stranger.Warnings.Single().Message.ShouldContain("401");
    }

    [Fact]
    public async Task HalfOfAPutIsNothing()
    {
        int image = NewImages();
        Uri address = new(Nginx.Address("http"));
        byte[] pack = SharedFixture.PackOf(image, SharedFixture.Bottleneck(image));
        using (TcpClient client = new())
        {
            await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            await using NetworkStream stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"PUT /ac/{SharedFixture.Key(image).Hash} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {pack.Length}\r\n"
                    + $"Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(Writer))}\r\n\r\n"),
                TestContext.Current.CancellationToken);
            await stream.WriteAsync(pack.AsMemory(0, pack.Length / 2), TestContext.Current.CancellationToken);
        }

        SharedFixture reader = As(Writer);
        reader.Misses(image, 1).ShouldBe([image]);

        reader.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task AWrongObjectIsToldAndReplaced(double part)
    {
        int image = NewImages();
        byte[] pack = SharedFixture.PackOf(image, SharedFixture.Bottleneck(image));
        pack[60] ^= 1;
        await PutAsync(image, pack[..(int)(pack.Length * part)]);
        SharedFixture writer = As(Writer);

        writer.Misses(image, 1).ShouldBe([image]);
        writer.Write(image, 1).ShouldBeTrue();
        writer.Misses(image, 1).ShouldBeEmpty();

        writer.Codes.ShouldBe(["RT3026"]);
    }

    [Fact]
    public void ASlowServerIsLeftAfterThePatience()
    {
        int image = NewImages();
        As(Writer).Write(image, 1);
        SharedFixture slow = new($"{Nginx.Address("faults")}/slow") { PatienceSeconds = 0.5 };

        slow.Misses(image, 1).ShouldBe([image]);

        slow.Codes.ShouldBe(["RT3029"]);
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("moved")]
    public void AServerThatFailsIsToldOnce(string location)
    {
        SharedFixture failing = new($"{Nginx.Address("faults")}/{location}");

        failing.Misses(0, 100).Count.ShouldBe(100);

        failing.Codes.ShouldBe(["RT3024"]);
    }

    [Fact]
    public async Task WritersAtTheSameTimeLoseNothing()
    {
        int first = NewImages();

        bool[] written = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            () => As(Writer).Write(first + (writer * 40), 40), TestContext.Current.CancellationToken)));

        written.ShouldAllBe(isWritten => isWritten);
        As(Writer).Misses(first, 240).ShouldBeEmpty();
    }

    private static async Task PutAsync(int image, byte[] content)
    {
        using HttpClient client = new();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(Writer)));
        using ByteArrayContent body = new(content);
        using HttpResponseMessage response = await client.PutAsync(
            new Uri($"{Nginx.Address("http")}/{StoredObject.OfKey(SharedFixture.Key(image).Hash)}"), body,
            TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
